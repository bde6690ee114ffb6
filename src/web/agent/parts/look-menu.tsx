/** The choice between light, dark and contrast. */
import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, type MenuProps, MenuTrigger } from '@fluentui/react-components';
import { useTexts } from '../../app/texts.ts';
import { looks as all, type Looks } from '../looks.ts';

export function LookMenu({ looks }: { readonly looks: Looks }) {
  const texts = useTexts();
  const onChange: MenuProps['onCheckedValueChange'] = (_, { checkedItems: [item] }) => looks.choose(all.find((look) => look === item));
  return (
    <Menu checkedValues={{ look: [looks.chosen ?? 'system'] }} onCheckedValueChange={onChange}>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="transparent" className="onbar">
          {texts('desk.look.label')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {['system', ...all].map((look) => (
            <MenuItemRadio key={look} name="look" value={look}>
              {texts(`desk.look.${look}`)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
