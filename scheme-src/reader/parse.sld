;;; Parse: characters to syntax, for all of R7RS's lexical structure.
;;;
;;;   (read-syntax source) -> syntax, or an eof object
;;;   (read-datum port fail) -> plain datum or an eof object
;;;   (read-datum-in-case port fold-case? remember-case! fail): what `read` is made of
;;;
;;; (fail position message hint …) is called for each mistake. When it returns, reading goes on behind the mistake with
;;; something harmless in its place; a datum whose end is missing ends where the text ends.
;;;
;;; Brackets, square or curly, are a mistake (R7RS reserves them), but nest as parentheses do, so that what stands in them is read.
(define-library (reader parse)
  (export read-syntax read-datum read-datum-in-case number-constructors-set!)
  (cond-expand
    (suo
     (import (runtime base) (only (scheme char) string-foldcase))
     (begin (define (fold-token token) (string-foldcase token))))
    ((not suo)
     (import (scheme base))
     (begin (define (fold-token token) (fold-ascii token)))))
  (import (reader number) (reader syntax) (reader source) (reader text-literals) (reader labels) (reader advice) (reader balance))
  (begin
    ;; How numbers that need more than integers and flonums are made: see (reader number).
    (define number-constructors #f)
    (define (number-constructors-set! constructors) (set! number-constructors constructors))

    (define (read-datum port fail) (read-datum-in-case port #f (lambda (fold-case?) #f) fail))

    ;; A directive in the datum holds for the port's next data too, so the caller keeps what `remember-case!` is told.
    (define (read-datum-in-case port fold-case? remember-case! fail)
      (let ((source (open-port-source port 0 fail)))
        (source-fold-case-set! source fold-case?)
        (let ((datum (read-whole source)))
          (release! source)
          (unless (eq? fold-case? (source-fold-case? source))
            (remember-case! (source-fold-case? source)))
          (if (eof-object? datum)
              (read-char port)          ; which tells the end
              datum))))

    (define (read-syntax source) (read-whole source))

    ;; The next datum, located as the source says, or an eof object.
    (define (read-whole source)
      (source-labels-set! source '())
      (source-misfit-set! source #f)
      (let ((element (read-element source #f)))
        (cond ((source-unclosed source) => (lambda (position) (fail-unclosed source position)))
              ((eq? element closing-mark)
               (fail source (here-before source)
                     (if (char=? (closing-character source) #\)) "unexpected closing parenthesis" "unexpected closing bracket")
                     (if (source-port source) #f (closing-hint (source-text source) (- (source-index source) 1)))))
              ((eq? element dot-mark)
               (fail source (here-before source) "misplaced dot")))
        (if (or (eq? element closing-mark) (eq? element dot-mark)) (read-whole source) element)))

    (define (fail-unclosed source position)
      (source-unclosed-set! source #f)
      (cond ((eq? (source-suspect source) 'text) #f)
            ((nested-misfit source position)
             => (lambda (misfit)
                  (fail source position "this parenthesis is never closed"
                        (string-append
                         "the list that begins at line " (line-text (car misfit)) ", column "
                         (number->string (remainder (car misfit) line-unit))
                         " is probably meant to end before line " (line-text (cdr misfit))))))
            ((and (source-suspect source) (> (source-suspect source) position))
             (fail source position "this parenthesis is never closed"
                   (string-append
                    "a list begins in the first column of line "
                    (line-text (source-suspect source))
                    "; perhaps the closing parenthesis is missing before it")))
            (else
             (fail source position "this parenthesis is never closed"
                   (and (not (source-port source))
                        (closing-literal? (source-text source) (source-index source))
                        "#\\) is a character, and closes nothing")))))

    ;; Does the text contain #\) before the index?
    (define (closing-literal? text index)
      (let loop ((at (- index 3)))
        (and (>= at 0)
             (or (and (char=? #\# (string-ref text at))
                      (char=? #\\ (string-ref text (+ at 1)))
                      (char=? #\) (string-ref text (+ at 2))))
                 (loop (- at 1))))))

    (define (line-text position)
      (number->string (remainder (quotient position line-unit) 16777216)))

    ;; The misfit, when it is inside of the list at the position and comes before what begins in the first column; or #f.
    (define (nested-misfit source position)
      (let ((misfit (source-misfit source)) (suspect (source-suspect source)))
        (and misfit
             (> (car misfit) position)
             (not (and suspect (> suspect position) (<= suspect (cdr misfit))))
             misfit)))

    ;; An element that begins a line and stands no further right than the parenthesis of its list.
    (define (note-misfit! source list-position element-position)
      (when (and (not (source-misfit source))
                 (exact-integer? element-position)
                 (<= (remainder element-position line-unit) (remainder list-position line-unit))
                 (> (quotient element-position line-unit) (quotient list-position line-unit)))
        (source-misfit-set! source (cons list-position element-position))))

    ;;; Data.

    ;; An element is a located datum or, when the source's owner wants no positions, the plain datum; or one of the marks.
    (define (locate source datum position)
      (if (source-located? source) (cons datum position) datum))

    (define (element-datum source element)
      (if (source-located? source) (car element) element))

    ;; The plain datum of an element.
    (define (element->plain source element)
      (if (source-located? source) (syntax->datum element) element))

    ;; What a closing parenthesis reads as, and a dot that stands alone.
    (define closing-mark (list 'closing))
    (define dot-mark (list 'dot))

    ;; What no number and no symbol without bars begins with: ( ) ' ` , " | # [ ] { }
    (define special-codes
      (let ((table (make-bytevector 128 0)))
        (for-each (lambda (code) (bytevector-u8-set! table code 1)) '(34 35 39 40 41 44 91 93 96 123 124 125))
        table))

    (define (special? char)
      (let ((code (char->integer char)))
        (and (< code 128) (= 1 (bytevector-u8-ref special-codes code)))))

    ;; (read-element source inside?) -> element, eof, closing-mark or dot-mark.
    (define (read-element source inside?)
      (let ((char (next-visible source)))
        (cond ((eof-object? char) char)
              ((not (special? char)) (read-atom source))
              ((char=? char #\)) (skip-mark! source) closing-mark)
              (else (read-special source char (here source) inside?)))))

    (define (read-special source char position inside?)
      (case char
        ((#\()
         (when (and inside? (= 1 (remainder position line-unit)) (not (source-suspect source)))
           (source-suspect-set! source position))
         (skip-mark! source)
         (locate source (read-list source #\) position) position))
        ((#\') (skip-mark! source) (read-quotation source 'quote position))
        ((#\`) (skip-mark! source) (read-quotation source 'quasiquote position))
        ((#\,)
         (skip-mark! source)
         (if (eqv? (peek source) #\@)
             (begin
               (skip-mark! source)
               (read-quotation source 'unquote-splicing position))
             (read-quotation source 'unquote position)))
        ((#\") (skip-mark! source) (locate source (read-string-literal source #\" position) position))
        ((#\|)
         (skip-mark! source)
         (locate source (string->symbol (read-string-literal source #\| position)) position))
        ((#\[ #\{)
         (note-bracket! source position)
         (skip-mark! source)
         (locate source (read-list source (if (char=? char #\[) #\] #\}) position) position))
        ((#\] #\}) (skip-mark! source) closing-mark)
        (else (read-hash source position inside?))))

    ;; Who writes brackets writes many: the first is reported.
    (define (note-bracket! source position)
      (unless (source-bracket? source)
        (source-bracket-set! source #t)
        (fail source position "brackets do not stand for parentheses here" "R7RS has ( and ) only")))

    ;; The parenthesis or bracket that has just been taken.
    (define (closing-character source) (string-ref (source-text source) (- (source-index source) 1)))

    ;; A datum that must follow: after a quote, a #;, a label.
    (define (read-required source position what)
      (let ((syntax (read-element source #t)))
        (cond ((or (eof-object? syntax) (eq? syntax closing-mark) (eq? syntax dot-mark))
               (fail source position (string-append "nothing follows " what))
               (when (eq? syntax closing-mark)
                 (unread-closing! source))
               (locate source #f position))
              (else syntax))))

    ;; Only strings can step back; on ports the list simply ends later.
    (define (unread-closing! source)
      (unless (source-port source)
        (source-index-set! source (- (source-index source) 1))))

    (define (read-quotation source name position)
      (let ((element (read-required source position "the quotation mark")))
        (locate source (list (locate source name position) element) position)))

    ;; The elements up to the closing parenthesis, or bracket, as a list datum.
    (define (read-list source closing position) (read-elements source closing position #f))

    ;; The same; against-dot: what to say of a dot, which there cannot be then, or #f. Only this tells lists with one from others: the data behind
    ;; may be circular.
    (define (read-elements source closing position against-dot)
      (let ((head (list #f)))
        (let loop ((last head))
          (let ((element (read-element source #t)))
            (cond ((eof-object? element)
                   (source-unclosed-set! source position)
                   (cdr head))
                  ((eq? element closing-mark)
                   (check-closing source closing position)
                   (cdr head))
                  ((eq? element dot-mark) (read-tail source closing position against-dot head last))
                  (else
                   (when (source-located? source) (note-misfit! source position (cdr element)))
                   (let ((next (list element)))
                     (set-cdr! last next)
                     (loop next))))))))

    ;; Which kind closes what was opened? A wrong one is taken for the right one.
    (define (check-closing source closing position)
      (unless (char=? closing (closing-character source))
        (fail source (here-before source)
              (string-append "this " (string (closing-character source)) " closes what line " (line-text position)
                             ", column " (number->string (remainder position line-unit)) " opens with "
                             (opening-of closing))
              (string-append "expected " (string closing)))))

    (define (opening-of closing)
      (case closing ((#\)) "(") ((#\]) "[") (else "{")))

    ;; head: the pair before the elements so far, last: that of the last one.
    (define (read-tail source closing position against-dot head last)
      (let ((dot (here-before source))
            (tail (read-element source #t)))
        (cond ((eof-object? tail)
               (source-unclosed-set! source position)
               (cdr head))
              ((or (null? (cdr head)) (eq? tail closing-mark) (eq? tail dot-mark))
               (fail source dot "misplaced dot")
               (if (eq? tail closing-mark) (cdr head) (read-elements source closing position against-dot)))
              (else
               (let ((after (read-element source #t)))
                 (cond ((eof-object? after) (source-unclosed-set! source position))
                       ((not (eq? after closing-mark))
                        (fail source dot "more than one datum after the dot")
                        (read-list source closing position)))
                 (if against-dot
                     (fail source position against-dot)
                     (set-cdr! last (element-datum source tail)))
                 (cdr head))))))

    ;; Most atoms are found whole in the text, and need no string of their own.
    (define (read-atom source)
      (let ((stop (plain-token-end source)))
        (if stop
            (read-plain-atom source (source-index source) stop)
            (read-odd-atom source (here source)))))

    (define (read-plain-atom source start stop)
      (let* ((text (source-text source))
             (position (if (source-located? source) (here source) #f))
             (number (if (number-begins? text start stop)
                         (parse-number text start stop 10 number-constructors)
                         #f)))
        (source-index-set! source stop)
        (cond ((not number)
               (if (and (= (- stop start) 1) (char=? (string-ref text start) #\.))
                   dot-mark
                   (locate source
                           (if (source-fold-case? source)
                               (string->symbol (fold-token (substring text start stop)))
                               (intern-range text start stop))
                           position)))
              ((symbol? number)
               (unsupported-number source (substring text start stop) (- (here source) (- stop start))))
              (else (locate source number position)))))

    (define (number-begins? text start stop)
      (let ((code (char->integer (string-ref text start))))
        (and (< code 58)
             (or (< 47 code)
                 (and (or (= code 45) (= code 46) (= code 43))
                      (< 1 (- stop start)))))))

    (define (read-odd-atom source position)
      (let* ((token (read-token source)) (length (string-length token)))
        (cond ((string=? token ".") dot-mark)
              ((number-begins? token 0 length)
               (let ((number (parse-number token 0 length 10 number-constructors)))
                 (cond ((not number) (locate source (token->symbol source token position) position))
                       ((symbol? number) (unsupported-number source token position))
                       (else (locate source number position)))))
              (else (locate source (token->symbol source token position) position)))))

    (define (unsupported-number source token position)
      (fail source position
            (string-append "numbers like " token " are not supported by this host")
            "it has integers and floating-point numbers only")
      (locate source 0 position))

    (define (token->symbol source token position)
      (let ((bad (odd-character token)))
        (when bad
          (fail source (+ position bad)
                (string-append "the character " (character-text (string-ref token bad)) " cannot stand in a symbol")
                (odd-character-hint (string-ref token bad)))
          ;; A parenthesis of another script was perhaps meant to close a list.
          (when (> (char->integer (string-ref token bad)) 127)
            (source-suspect-set! source 'text))))
      (string->symbol (if (source-fold-case? source) (fold-token token) token)))

    ;; The index of the first character that no symbol without bars contains, or #f. Of those beyond 127 only the ones that
    ;; editors and word processors put in the place of others are looked for.
    (define (odd-character token)
      (let ((end (string-length token)))
        (let loop ((index 0))
          (if (= index end)
              #f
              (let ((code (char->integer (string-ref token index))))
                (if (if (< code 128) (= 1 (bytevector-u8-ref odd-codes code)) (misleading-code? code))
                    index
                    (loop (+ index 1))))))))

    ;;; What begins with a number sign.

    (define (read-hash source position inside?)
      (skip-mark! source)
      (let ((char (peek source)))
        (cond ((eof-object? char) (bad-token source "#" position))
              ((char=? char #\()
               (skip-mark! source)
               (locate source (read-vector-elements source position) position))
              ((char=? char #\\) (skip-mark! source) (locate source (read-character source position) position))
              ((char=? char #\') (skip-mark! source) (read-quotation source 'syntax position))
              ((char=? char #\`) (skip-mark! source) (read-quotation source 'quasisyntax position))
              ((char=? char #\,)
               (skip-mark! source)
               (if (eqv? (peek source) #\@)
                   (begin
                     (skip-mark! source)
                     (read-quotation source 'unsyntax-splicing position))
                   (read-quotation source 'unsyntax position)))
              ((char=? char #\;)
               (skip-mark! source)
               (skip-datum! source position)
               (read-element source inside?))
              ((char=? char #\|)
               (skip-mark! source)
               (skip-block-comment! source position)
               (read-element source inside?))
              ((char=? char #\!) (skip-mark! source) (read-directive source position inside?))
              ((and (char<=? #\0 char) (char<=? char #\9)) (read-label source position))
              (else (read-hash-token source position)))))

    (define (read-vector-elements source position)
      (list->vector (read-elements source #\) position "a dot cannot stand in a vector")))

    (define (read-hash-token source position)
      (let* ((token (string-append "#" (read-token source)))
             (folded (fold-ascii token)))
        (cond ((string=? token "#") (bad-token source token position))
              ((or (string=? folded "#t") (string=? folded "#true")) (locate source #t position))
              ((or (string=? folded "#f") (string=? folded "#false")) (locate source #f position))
              ((and (string=? folded "#u8") (eqv? (peek source) #\())
               (skip-mark! source)
               (locate source (read-bytevector-elements source position) position))
              ((memv (string-ref folded 1) '(#\x #\b #\o #\d #\e #\i))
               (let ((number (parse-number token 0 (string-length token) 10 number-constructors)))
                 (cond ((not number) (bad-token source token position))
                       ((symbol? number) (unsupported-number source token position))
                       (else (locate source number position)))))
              (else (bad-token source token position)))))

    (define (bad-token source token position)
      (fail source position (string-append "cannot read " token) (hash-token-hint token (peek source)))
      (locate source #f position))

    (define (read-bytevector-elements source position)
      (let* ((elements (read-elements source #\) position "a dot cannot stand in a bytevector"))
             (bytes (make-bytevector (length elements) 0)))
        (let loop ((rest elements) (index 0))
          (if (null? rest)
              bytes
              (let ((byte (element-datum source (car rest))))
                (if (and (exact-integer? byte) (<= 0 byte 255))
                    (bytevector-u8-set! bytes index byte)
                    (fail source (if (source-located? source) (cdr (car rest)) position)
                          "a bytevector holds exact integers from 0 to 255"))
                (loop (cdr rest) (+ index 1)))))))

    ;; The labels of what is left out name nothing afterwards.
    (define (skip-datum! source position)
      (let ((labels (source-labels source)))
        (read-required source position "the datum comment")
        (source-labels-set! source labels)))

    (define (skip-block-comment! source position)
      (let loop ((depth 1))
        (when (> depth 0)
          (let ((char (advance! source)))
            (cond ((eof-object? char)
                   (fail source position "this comment is never closed")
                   (source-suspect-set! source 'text))
                  ((and (char=? char #\|) (eqv? (peek source) #\#)) (advance! source) (loop (- depth 1)))
                  ((and (char=? char #\#) (eqv? (peek source) #\|)) (advance! source) (loop (+ depth 1)))
                  (else (loop depth)))))))

    (define (read-directive source position inside?)
      (let ((token (read-token source)))
        (cond ((string=? token "fold-case") (source-fold-case-set! source #t) (read-element source inside?))
              ((string=? token "no-fold-case") (source-fold-case-set! source #f) (read-element source inside?))
              (else (bad-token source (string-append "#!" token) position)))))

    ;;; Datum labels: see (reader labels).

    (define (read-label source position)
      (let loop ((number 0))
        (let ((char (peek source)))
          (cond ((and (char? char) (char<=? #\0 char) (char<=? char #\9))
                 (advance! source)
                 (loop (+ (* 10 number) (- (char->integer char) 48))))
                ((eqv? char #\=) (advance! source) (read-labelled source number position))
                ((eqv? char #\#) (advance! source) (label-reference source number position))
                (else (bad-token source (string-append "#" (number->string number) (read-token source)) position))))))

    (define (read-labelled source number position)
      (let ((outermost? (not (open-label? (source-labels source))))
            (place (make-placeholder number #f #f)))
        (source-labels-set! source (cons place (source-labels source)))
        (let ((plain (element->plain source (read-required source position "the label"))))
          (placeholder-complete-set! place #t)
          (if (eq? plain place)
              (fail source position "a label cannot name itself")
              (placeholder-value-set! place plain))
          ;; A label may name what another label names: that is complete already, and patched.
          (when (and outermost? (not (placeholder? plain))) (patch-placeholders! plain))
          (locate-labelled source (if outermost? (final-value plain) plain) position))))

    ;; Without positions there is nothing to tell apart.
    (define (locate-labelled source plain position)
      (if (source-located? source) (cons (make-labelled plain) position) plain))

    (define (label-reference source number position)
      (let loop ((labels (source-labels source)))
        (cond ((null? labels)
               (fail source position (string-append "no label #" (number->string number) "= comes before"))
               (locate source #f position))
              ((not (= number (placeholder-number (car labels)))) (loop (cdr labels)))
              ((open-label? (source-labels source)) (locate source (car labels) position))
              (else (locate-labelled source (final-value (car labels)) position)))))))
