/** English descriptions of billable work, written apart from the training examples: none may ever come out as covered. */
export const englishBillableDescriptions: readonly string[] = `
Our new lettings assistant has never seen your software, who can bring her up to speed?
Could someone take two hours to introduce the reserve fund module to our team?
I took over the desk from a retiring colleague and have no clue how this program is meant to be used.
We would appreciate a guided tour of the reporting area for three people.
Is there somebody who can coach our accountant through her first annual statement?
The whole office needs to get to grips with the new booking screen, please schedule a session.
Please explain from scratch what a debit position is and how the system treats it.
Nothing is broken, we just don't know how the module is supposed to be worked with.
We had no instruction at all so far and are lost in the menus.
A refresher on payment runs for two part-timers would be great.
What is the idea behind cost centres in Hausperfekt? Please give us a basic explanation.
My apprentice starts on Monday and someone should show him the ropes in Karthago.
There is no error, we only lack the knowledge how dunning levels are meant to work.
Since the update everything looks different and we would like to be trained on it.
Can you teach our caretaker how to enter meter readings?
Please create a distribution key by living area for the house in Park Street.
How do I change the cost allocation so that the lift is only paid from the first floor up?
We want the dunning letters to carry our new logo from next month on.
Where can I define who is allowed to release payments?
Please set our payment term to ten days by default.
I need a second user with read-only access to the ledgers.
The interface to our meter reading service has to be set up, can you do that?
We would like the statement to be sorted by tenant name instead of unit number.
How can I add an extra field for the insurance number to the owner screen?
Please activate the reminder two weeks before a lease ends.
Which parameter do we need so that small amounts are not dunned?
The late fee should be five euros in future, where do I enter that?
We need another number range for invoices of the new company.
Can you link our document archive with Hausperfekt?
It all runs fine, but I would like the cover letter to look different.
How do I configure the export for our tax adviser?
Please switch off the automatic numbering for us.
I accidentally entered the January rents under the wrong property, can you move them?
Our trainee keyed in the same supplier invoice three times, please take out the extra ones.
We mixed up two tenants and now both accounts are a mess because of us.
A colleague deleted a whole building by mistake, we need it restored.
Please reverse the payment run, I picked the wrong bank account.
We imported last year's statement file twice, that was our fault, how do we get rid of it?
The status of twelve invoices differs because we closed the period too early ourselves.
Could you tidy up our master data? Over the years we have created many duplicates.
I typed the deposit with one zero too many and have already closed the month.
Somebody on our team assigned fifty payments to the wrong owners, please sort it out.
The program did nothing wrong, I posted it on the wrong account and need a correction.
We forgot to enter the opening balances and have already posted three months.
Please undo what I did yesterday in the ledger, it was nonsense.
My own mistake: the direct debits were collected twice because I started the run again.
Please put Hausperfekt on our new terminal server.
We bought two notebooks and would like your software to be on them.
Who carries out the move of the database to our new data centre?
The latest release has to be rolled out on eight workstations, please take care of it.
We need assistance while installing the client.
Could you reinstall the program after our hard disk was replaced?
The setup asks me for a licence path and I don't know what to enter, please do it for us.
When can one of you run the upgrade on our server?
Our IT wants to package the software for distribution and needs help.
The label printer only spits out blank pages.
Since the office move none of our computers gets into the network.
The remote desktop is terribly slow from home.
Our firewall drops the connection to the database server every few minutes.
Windows has been updated overnight and now the second screen stays dark.
The scanner is not found by the computer any more.
My laptop does not connect to the VPN.
The server is out of disk space and beeps.
Nobody can print because the print queue is stuck.
Since we have the new router the internet connection keeps failing.
The keyboard types the wrong characters.
Could you check why our backup to the network drive fails?
Our wifi is too weak in the meeting room to work with the program.
We got new thin clients and the sound does not work.
The mouse pointer jumps around on one of our PCs.
Please have a look at our switch, two ports are dead.
Everyone here wants to learn the shortcuts, do you give lessons?
I'd like someone to walk our board through the owners' portal.
We don't need a bug fix, we need someone to set the thing up properly for us.
It's urgent: we have to enter a new allocation key today and don't know how!
Your program is useless without instruction, please send us someone who explains it.
The totals are wrong because I booked them wrong, please put them right.
Not a fault in the software, our bookkeeper swapped debit and credit.
I need the report with different columns, please adjust it.
Hi, please add a new cost type for electric car charging, thanks
`
  .trim()
  .split('\n');
