;;; Line editor: an input of one or more lines, typed and changed at a terminal.
;;;
;;;   (edit-input prompt complete? names history) -> the text; eof object after Ctrl-D; symbol `interrupted` after Ctrl-C
;;;
;;;   complete?   procedure: may this text be handed in? else Enter begins another line, indented
;;;   names       procedure: text, index, prefix -> sorted list of strings that the word at the index, which begins so, may become
;;;   history     list of texts, last one first
;;;
;;; The screen is drawn anew at each key: up to the first row of the input, all of it, and back to the cursor. Rows and columns follow
;;; from the widths of the characters. The parenthesis that the one before the cursor closes is shown reversed.
;;;
;;;   Enter                       hand in, or another line      left right home end, Ctrl-B F A E, Alt-B F by words
;;;   up down, Ctrl-P N           lines, then history           delete backspace, Ctrl-D H W, Alt-D
;;;   Tab                         complete                      Ctrl-K U kill, Ctrl-Y bring back, Ctrl-L clear the screen
;;;   a paste                     comes in as it is             Ctrl-Z stop suo until the shell lets it go on
;;;   Ctrl-R                      search the history: what is typed is looked for in older inputs, Ctrl-R again in still older
;;;                               ones; Ctrl-G gives up, any other key takes what was found and does what it always does
(define-library (programs line-editor)
  (export edit-input)
  (import (scheme base) (base excerpt) (base text) (programs terminal) (programs nesting))
  (begin
    (define-record-type editor
      (make-editor text cursor row prompt complete? names older newer)
      editor?
      (text editor-text editor-text-set!)
      (cursor editor-cursor editor-cursor-set!)
      (row editor-row editor-row-set!)              ; of the terminal's cursor, from the input's first one
      (prompt editor-prompt editor-prompt-set!)
      (complete? editor-complete?)
      (names editor-names)
      (older editor-older editor-older-set!)        ; of the history
      (newer editor-newer editor-newer-set!))

    ;; What was killed last; it outlives the input.
    (define killed "")

    (define (edit-input prompt complete? names history)
      (let ((editor (make-editor "" 0 0 prompt complete? names history '())))
        (call-with-keys
         (lambda ()
           (paste-marks! #t)
           (begin-row)
           (let loop ()
             (draw editor #t)
             (let ((result (handle-key editor (read-key))))
               (if (eq? result 'more) (loop) (leave-input editor result))))))))

    ;; What was written before may end within a row: as many blanks as the row has, but one, lead into the next row then, and else
    ;; leave the cursor in this one.
    (define (begin-row)
      (write-string (make-string (- (terminal-width) 1) #\space))
      (write-string "\r"))

    (define (leave-input editor result)
      (editor-cursor-set! editor (length-of editor))
      (draw editor #f)
      (paste-marks! #f)
      (if (eof-object? result) #t (write-string "\n"))
      (flush-output-port)
      result)

    (define (length-of editor) (string-length (editor-text editor)))

    ;; -> the symbol `more`, or what edit-input gives.
    (define (handle-key editor key)
      (let ((cursor (editor-cursor editor)))
        (cond ((eof-object? key) key)
              ((symbol? key) (handle-named-key editor key))
              ((assv (char->integer key) control-keys) => (lambda (row) (handle-named-key editor (cdr row))))
              ((char<? key #\space) 'more)
              (else (replace-text! editor cursor cursor (string key))))))

    ;; Codes of characters.
    (define control-keys
      '((1 . home) (2 . left) (3 . interrupt) (4 . end-or-delete) (5 . end) (6 . right) (8 . erase) (9 . complete) (10 . enter)
        (11 . kill-to-end) (12 . clear) (13 . enter) (14 . down) (16 . up) (18 . search) (21 . kill-to-start) (23 . erase-word)
        (25 . yank) (26 . suspend) (127 . erase)))

    (define (handle-named-key editor key)
      (let* ((text (editor-text editor))
             (cursor (editor-cursor editor))
             (length (length-of editor)))
        (case key
          ((left) (move! editor (max 0 (- cursor 1))))
          ((right) (move! editor (min length (+ cursor 1))))
          ((home) (move! editor (line-start text cursor)))
          ((end) (move! editor (line-end text cursor)))
          ((word-left) (move! editor (word-before text cursor)))
          ((word-right) (move! editor (word-behind text cursor)))
          ((up) (go-up! editor))
          ((down) (go-down! editor))
          ((erase) (replace-text! editor (max 0 (- cursor 1)) cursor ""))
          ((delete) (replace-text! editor cursor (min length (+ cursor 1)) ""))
          ((erase-word) (kill! editor (word-before text cursor) cursor))
          ((delete-word) (kill! editor cursor (word-behind text cursor)))
          ((kill-to-start) (kill! editor (line-start text cursor) cursor))
          ((kill-to-end)
           (let ((end (line-end text cursor)))
             (kill! editor cursor (if (= end cursor) (min length (+ cursor 1)) end))))
          ((yank) (replace-text! editor cursor cursor killed))
          ((complete) (complete-word! editor))
          ((search) (search-history editor))
          ((paste) (replace-text! editor cursor cursor (read-pasted)))
          ((suspend)
           (paste-marks! #f)
           (suspend-process!)
           (paste-marks! #t)
           (editor-row-set! editor 0)
           'more)
          ((clear)
           (write-string "\x1b;[H\x1b;[J")
           (editor-row-set! editor 0)
           'more)
          ((interrupt)
           'interrupted)
          ((end-or-delete)
           (if (= length 0) (eof-object) (handle-named-key editor 'delete)))
          ((enter) (enter editor))
          (else 'more))))

    ;;; Changing the text.

    (define (move! editor index)
      (editor-cursor-set! editor index)
      'more)

    (define (replace-text! editor start end string)
      (let ((text (editor-text editor)))
        (editor-text-set! editor
                          (string-append (substring text 0 start) string (substring text end (string-length text))))
        (move! editor (+ start (string-length string)))))

    (define (kill! editor start end)
      (when (< start end)
        (set! killed (substring (editor-text editor) start end)))
      (replace-text! editor start end ""))

    (define (enter editor)
      (let ((text (editor-text editor))
            (cursor (editor-cursor editor)))
        (if ((editor-complete? editor) text)
            text
            (replace-text! editor cursor cursor
                           (string-append "\n" (make-string (next-indentation text cursor) #\space))))))

    (define (line-start text index)
      (if (or (= index 0) (char=? (string-ref text (- index 1)) #\newline))
          index
          (line-start text (- index 1))))

    (define (line-end text index)
      (if (or (= index (string-length text)) (char=? (string-ref text index) #\newline))
          index
          (line-end text (+ index 1))))

    (define (word-char? char)
      (not (or (char<=? char #\space) (memv char '(#\( #\) #\" #\; #\' #\` #\,)))))

    (define (word-before text index)
      (let skip ((index index))
        (if (and (> index 0) (not (word-char? (string-ref text (- index 1)))))
            (skip (- index 1))
            (word-start text index))))

    (define (word-start text index)
      (if (and (> index 0) (word-char? (string-ref text (- index 1))))
          (word-start text (- index 1))
          index))

    (define (word-behind text index)
      (let ((length (string-length text)))
        (let skip ((index index))
          (if (and (< index length) (not (word-char? (string-ref text index))))
              (skip (+ index 1))
              (let run ((index index))
                (if (and (< index length) (word-char? (string-ref text index)))
                    (run (+ index 1))
                    index))))))

    ;;; Lines and history.

    (define (go-up! editor)
      (let* ((text (editor-text editor)) (cursor (editor-cursor editor)) (start (line-start text cursor)))
        (if (= start 0)
            (recall! editor (editor-older editor) editor-older-set! (editor-newer editor) editor-newer-set!)
            (move! editor (min (- start 1) (+ (line-start text (- start 1)) (- cursor start)))))))

    (define (go-down! editor)
      (let* ((text (editor-text editor)) (cursor (editor-cursor editor)) (end (line-end text cursor)))
        (if (= end (string-length text))
            (recall! editor (editor-newer editor) editor-newer-set! (editor-older editor) editor-older-set!)
            (move! editor (min (line-end text (+ end 1)) (+ end 1 (- cursor (line-start text cursor))))))))

    ;; The first text of one side comes here, this one goes to the other side.
    (define (recall! editor from set-from! to set-to!)
      (when (pair? from)
        (set-to! editor (cons (editor-text editor) to))
        (set-from! editor (cdr from))
        (editor-text-set! editor (car from))
        (editor-cursor-set! editor (string-length (car from))))
      'more)

    (define (search-history editor)
      (let ((prompt (editor-prompt editor))
            (text (editor-text editor))
            (cursor (editor-cursor editor))
            (entries (editor-older editor)))
        (define (restore!)
          (editor-prompt-set! editor prompt)
          (editor-text-set! editor text)
          (editor-cursor-set! editor cursor))
        ;; What was found comes here as if it had been asked for by as many steps up.
        (define (take! index place)
          (restore!)
          (do ((left index (- left 1)))
              ((< left 0))
            (recall! editor (editor-older editor) editor-older-set! (editor-newer editor) editor-newer-set!))
          (editor-cursor-set! editor place))
        ;; found: (index . place), or #f.
        (let loop ((query "") (found #f) (failing? #f))
          (editor-prompt-set! editor (string-append (if failing? "no such input `" "search `") query "`: "))
          (when found
            (editor-text-set! editor (list-ref entries (car found)))
            (editor-cursor-set! editor (cdr found)))
          (draw editor #f)
          (let* ((key (read-key))
                 (code (if (char? key) (char->integer key) 0)))
            (define (look-for query start)
              (let ((next (find-entry query entries start)))
                (loop query (or next found) (not next))))
            (cond ((= code 18) (look-for query (if found (+ 1 (car found)) 0)))
                  ((memv code '(8 127))
                   (let ((shorter (substring query 0 (max 0 (- (string-length query) 1)))))
                     (loop shorter (find-entry shorter entries 0) #f)))
                  ((>= code 32) (look-for (string-append query (string key)) (if found (car found) 0)))
                  ((= code 7) (restore!) 'more)
                  (else
                   (if found (take! (car found) (cdr found)) (restore!))
                   (handle-key editor key)))))))

    ;; The first entry from the index on that holds the query -> (index . place in it), or #f.
    (define (find-entry query entries start)
      (let loop ((entries entries) (index 0))
        (cond ((or (null? entries) (string=? query "")) #f)
              ((and (>= index start) (text-place query (car entries) 0)) => (lambda (place) (cons index place)))
              (else (loop (cdr entries) (+ index 1))))))

    ;; Where the part stands in the text, from the index on, or #f.
    (define (text-place part text index)
      (let ((end (+ index (string-length part))))
        (cond ((> end (string-length text)) #f)
              ((string=? part (substring text index end)) index)
              (else (text-place part text (+ index 1))))))

    ;;; Completion.

    (define (complete-word! editor)
      (let* ((text (editor-text editor))
             (cursor (editor-cursor editor))
             (start (word-start text cursor))
             (prefix (substring text start cursor)))
        (if (string=? prefix "")
            (replace-text! editor cursor cursor "  ")
            (let ((names ((editor-names editor) text start prefix)))
              (if (pair? names)
                  (let ((longest (common-prefix (car names) (cdr names))))
                    (if (and (string=? longest prefix) (pair? (cdr names)))
                        (show-names! editor names))
                    (replace-text! editor start cursor longest))
                  'more)))))

    (define (common-prefix first others)
      (if (null? others)
          first
          (let ((end (min (string-length first) (string-length (car others)))))
            (let loop ((index 0))
              (if (and (< index end) (char=? (string-ref first index) (string-ref (car others) index)))
                  (loop (+ index 1))
                  (common-prefix (substring first 0 index) (cdr others)))))))

    (define names-shown 100)

    ;; In columns below the input, which is drawn again under them.
    (define (show-names! editor names)
      (let* ((width (+ 2 (apply max (map string-length names))))
             (columns (max 1 (quotient (terminal-width) width)))
             (cursor (editor-cursor editor)))
        (editor-cursor-set! editor (length-of editor))
        (draw editor #f)
        (write-string "\n")
        (let loop ((names names) (count 0))
          (cond ((null? names) (write-string "\n"))
                ((= count names-shown) (write-string "\n…\n"))
                (else
                 (if (and (> count 0) (= 0 (remainder count columns))) (write-string "\n"))
                 (write-string (if (= (remainder (+ count 1) columns) 0) (car names) (pad-right (car names) width)))
                 (loop (cdr names) (+ count 1)))))
        (editor-cursor-set! editor cursor)
        (editor-row-set! editor 0)))

    ;;; Drawing.

    (define (draw editor marked?)
      (let* ((text (editor-text editor))
             (width (terminal-width))
             (indentation (string-length (editor-prompt editor)))
             (mark (and marked? (matching-opening text (editor-cursor editor))))
             (screen (open-output-string)))
        (go "A" (editor-row editor) screen)
        (write-string "\r\x1b;[J" screen)
        (write-string (editor-prompt editor) screen)
        (write-marked text mark (make-string indentation #\space) screen)
        (call-with-values
         (lambda () (place text (string-length text) indentation width))
         (lambda (last-row last-column)
           (if (and (= last-column 0) (> last-row 0) (not (char=? (string-ref text (- (string-length text) 1)) #\newline)))
               (write-string "\r\n" screen))
           (call-with-values
            (lambda () (place text (editor-cursor editor) indentation width))
            (lambda (row column)
              (go "A" (- last-row row) screen)
              (write-string "\r" screen)
              (go "C" column screen)
              (editor-row-set! editor row)))))
        (write-string (get-output-string screen))
        (flush-output-port)))

    (define (go direction count port)
      (when (> count 0)
        (write-string "\x1b;[" port)
        (write-string (number->string count) port)
        (write-string direction port)))

    (define (write-marked text mark indentation port)
      (let ((length (string-length text)))
        (let loop ((index 0))
          (when (< index length)
            (let ((char (string-ref text index)))
              (cond ((eqv? index mark)
                     (write-string "\x1b;[7m" port)
                     (write-char char port)
                     (write-string "\x1b;[0m" port))
                    ((char=? char #\newline)
                     (write-string "\r\n" port)
                     (write-string indentation port))
                    ((char<? char #\space) (write-char #\space port))
                    (else (write-char char port))))
            (loop (+ index 1))))))

    ;; Where the terminal shows that character -> row and column, from 0.
    (define (place text end indentation width)
      (let loop ((index 0) (row 0) (column indentation))
        (cond ((>= column width)
               (loop index (+ row 1) 0))
              ((= index end) (values row column))
              ((char=? (string-ref text index) #\newline) (loop (+ index 1) (+ row 1) indentation))
              (else
               (let ((columns (char-columns (string-ref text index))))
                 (if (> (+ column columns) width)
                     (loop (+ index 1) (+ row 1) columns) ; a wide character does not fit any more
                     (loop (+ index 1) row (+ column columns))))))))))
