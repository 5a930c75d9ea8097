;;; (suo format): text with values in it, after a control string.
;;;
;;;   (format destination control argument ...)    destination #t: the current output port; a port; #f: a string is returned
;;;   (format control argument ...)                a string is returned
;;;
;;; A directive is a tilde, parameters divided by commas (integers, 'x for the character x, v for the next argument, # for the number of
;;; arguments left), the modifiers : and @, and a letter of either case:
;;;
;;;   ~a  display; ~s write; ~w write-shared. ~mincol,colinc,minpad,padchara fills up behind, with @ before
;;;   ~d  integer; ~mincol,padchar,comma,groupd fills up before; : groups digits, @ writes a plus. ~b ~o ~x likewise; ~radix,…r
;;;   ~r  in English; ~:r ordinal; ~@r Roman
;;;   ~f  ~width,digits,scale,overflow,padf: fixed point; @ writes a plus. Without digits exact integers stay as they are (SRFI 48)
;;;   ~e  ~width,digits,exponentdigits,scale,overflow,pad,marke: with an exponent. ~g the shorter way; ~$ ~digits,before,width,pad$: money
;;;   ~c  character; ~@c as write has it. ~p plural "s" unless 1; ~@p "y" or "ies"; with : of the argument before
;;;   ~%  newline; ~& newline unless at the beginning of a line; ~~ tilde; ~_ space; ~| page; each n times. ~! flush
;;;   ~t  ~column,incrementt: spaces up to that column; ~@t: relative
;;;   ~*  skip an argument, ~n*; ~n:* back; ~n@* to the n-th. ~? control string and list of arguments from the arguments (~k likewise); ~@? from the rest
;;;   ~(  … ~) small letters; ~:( every word with a capital; ~@( the first; ~:@( capitals
;;;   ~[  … ~; … ~] the clause that the argument or parameter numbers, ~:; begins the one for others; ~:[ no ~; yes ~]; ~@[ if true ~]
;;;   ~{  … ~} for the elements of a list, ~n{ at most n times; ~:{ a list of lists; ~@{ the rest; ~:@{ the rest, each a list; ~:} at least once
;;;   ~^  leave the iteration or the whole when no argument is left.  Newline: left out with the spaces behind it; ~: keeps spaces, ~@ the newline
;;;   ~y  like ~s
;;;
;;; Columns are counted from where this call began to write. What is wrong, an unknown directive, an argument missing, left over or of the
;;; wrong kind, is an error whose irritants are the control string, the place in it, and the argument.
;;; Source: SRFI 28 and 48; Common Lisp, 22.3. Not there: ~< ~> ~i ~/.
(define-library (suo format)
  (export format)
  (import (scheme base) (scheme case-lambda) (scheme char) (scheme complex) (scheme write) (suo format-number))
  (begin
    (define (format destination . rest)
      (cond ((string? destination) (format-to-string destination rest))
            ((null? rest) (error "format: there is no control string" destination))
            ((not (string? (car rest))) (error "format: the control is not a string" (car rest)))
            ((not destination) (format-to-string (car rest) (cdr rest)))
            ((eq? destination #t) (write-string (format-to-string (car rest) (cdr rest))))
            ((output-port? destination) (write-string (format-to-string (car rest) (cdr rest)) destination))
            (else (error "format: the destination is neither a boolean nor an output port nor a control string" destination))))

    (define (format-to-string control arguments)
      (let ((sink (make-sink (open-output-string) 0))
            (supply (make-supply control arguments arguments #f)))
        (when (run (parse control) supply sink)
          (unless (or (null? (supply-rest supply)) (supply-jumped? supply))
            (error "format: more arguments than directives" control (supply-rest supply))))
        (get-output-string (sink-port sink))))

    ;;; Where text goes: a string, and the column in its last line.

    (define-record-type sink (make-sink port column) sink? (port sink-port) (column sink-column set-sink-column!))

    (define (put sink text)
      (write-string text (sink-port sink))
      (let loop ((index (- (string-length text) 1)) (behind 0))
        (cond ((< index 0) (set-sink-column! sink (+ (sink-column sink) behind)))
              ((char=? (string-ref text index) #\newline) (set-sink-column! sink behind))
              (else (loop (- index 1) (+ behind 1))))))

    ;;; Where arguments come from. jumped?: has ~* or ~^ been at work, so that some may be left?

    (define-record-type supply
      (make-supply control all rest jumped?)
      supply?
      (control supply-control)
      (all supply-all)
      (rest supply-rest set-supply-rest!)
      (jumped? supply-jumped? set-supply-jumped?!))

    (define (complain supply directive message . irritants)
      (apply error (string-append "format: " message) (supply-control supply) (directive-place directive) irritants))

    (define (next! supply directive)
      (let ((rest (supply-rest supply)))
        (when (null? rest)
          (complain supply directive (string-append "no argument is left for ~" (string (directive-letter directive)))))
        (set-supply-rest! supply (cdr rest))
        (car rest)))

    (define (next-of-kind! supply directive good? kind)
      (let ((object (next! supply directive)))
        (unless (good? object)
          (complain supply directive (string-append "the argument of ~" (string (directive-letter directive)) " is not " kind) object))
        object))

    ;;; Reading the control string: a list of strings and directives. clauses: of ~[ ~{ ~( the lists between ~; and the end.

    (define-record-type directive
      (make-directive letter parameters colon? at? place clauses closing)
      directive?
      (letter directive-letter)
      (parameters directive-parameters)
      (colon? directive-colon?)
      (at? directive-at?)
      (place directive-place)
      (clauses directive-clauses)
      (closing directive-closing))        ; the last directive: ~] ~} ~); in clauses the separators stand at the ends of lists

    (define (parse control)
      (let ((end (string-length control)))
        (define (wrong message place) (error (string-append "format: " message) control place))

        ;; (items start closer clauses-of receiver): from start up to ~closer (#f: the end); the receiver gets the list of items, the
        ;; directive that ended it (~closer or ~;), and the index behind it.
        (define (items start closers opener receiver)
          (let loop ((index start) (from start) (result '()))
            (define (with-text) (if (< from index) (cons (substring control from index) result) result))
            (cond ((= index end)
                   (if closers (wrong (string-append "this directive is not closed: ~" (string opener)) (- start 1)) #f)
                   (receiver (reverse (with-text)) #f index))
                  ((char=? (string-ref control index) #\~)
                   (let ((result (with-text)))
                     (read-directive index
                       (lambda (directive next)
                         (let ((letter (directive-letter directive)))
                           (cond ((and closers (memv letter closers)) (receiver (reverse result) directive next))
                                 ((memv letter '(#\] #\} #\) #\;)) (wrong (string-append "nothing is open for ~" (string letter)) index))
                                 ((assv letter '((#\[ #\] #\;) (#\{ #\}) (#\( #\))))
                                  => (lambda (entry)
                                       (clauses next (cdr entry) letter
                                         (lambda (lists closing next)
                                           (loop next next (cons (with-clauses directive lists closing) result))))))
                                 ((char=? letter #\newline)
                                  (let ((behind (if (directive-colon? directive) next (skip-spaces next))))
                                    (loop behind behind (if (directive-at? directive) (cons "\n" result) result))))
                                 (else (loop next next (cons directive result)))))))))
                  (else (loop (+ index 1) from result)))))

        ;; Lists of items up to the closing directive; each but the last ends with its separator.
        (define (clauses start closers opener receiver)
          (let loop ((start start) (lists '()))
            (items start closers opener
              (lambda (list ending next)
                (if (char=? (directive-letter ending) #\;)
                    (loop next (cons (append list (list-of ending)) lists))
                    (receiver (reverse (cons list lists)) ending next))))))
        (define (list-of object) (list object))

        (define (skip-spaces index)
          (if (and (< index end) (memv (string-ref control index) '(#\space #\tab))) (skip-spaces (+ index 1)) index))

        (define (read-directive start receiver)
          (let loop ((index (+ start 1)) (parameters '()) (wanted? #t))
            (if (= index end) (wrong "the control string ends within a directive" start))
            (let ((char (string-ref control index)))
              (cond ((and wanted? (or (char-numeric? char) (memv char '(#\+ #\-))))
                     (let find ((stop (+ index 1)))
                       (if (and (< stop end) (char-numeric? (string-ref control stop)))
                           (find (+ stop 1))
                           (let ((number (string->number (substring control index stop))))
                             (unless number (wrong "a parameter is no number" index))
                             (loop stop (cons number parameters) #f)))))
                    ((and wanted? (char=? char #\') (< (+ index 1) end))
                     (loop (+ index 2) (cons (string-ref control (+ index 1)) parameters) #f))
                    ((and wanted? (memv char '(#\v #\V))) (loop (+ index 1) (cons 'argument parameters) #f))
                    ((and wanted? (char=? char #\#)) (loop (+ index 1) (cons 'count parameters) #f))
                    ((char=? char #\,) (loop (+ index 1) (if wanted? (cons #f parameters) parameters) #t))
                    (else (modifiers start index (reverse parameters) receiver))))))

        (define (modifiers start index parameters receiver)
          (let loop ((index index) (colon? #f) (at? #f))
            (if (= index end) (wrong "the control string ends within a directive" start))
            (let ((char (string-ref control index)))
              (case char
                ((#\:) (loop (+ index 1) #t at?))
                ((#\@) (loop (+ index 1) colon? #t))
                (else (receiver (make-directive (char-downcase char) parameters colon? at? start #f #f) (+ index 1)))))))

        (define (with-clauses directive lists closing)
          (make-directive (directive-letter directive) (directive-parameters directive) (directive-colon? directive)
                          (directive-at? directive) (directive-place directive) lists closing))

        (items 0 #f #f (lambda (list ending next) list))))

    ;;; Doing it

    ;; -> did it reach the end? ~^ leaves before.
    (define (run items supply sink)
      (cond ((null? items) #t)
            ((string? (car items)) (put sink (car items)) (run (cdr items) supply sink))
            ((char=? (directive-letter (car items)) #\;) #t)
            ((perform (car items) supply sink) (run (cdr items) supply sink))
            (else #f)))

    ;; Parameter number index; default when it is not given.
    (define (actual-parameters directive supply)
      (let each ((parameters (directive-parameters directive)))
        (if (null? parameters)
            '()
            (let ((value (case (car parameters)
                           ((argument) (next! supply directive))
                           ((count) (set-supply-jumped?! supply #t) (length (supply-rest supply)))
                           (else (car parameters)))))
              (cons value (each (cdr parameters)))))))

    (define (parameter parameters index default)
      (cond ((null? parameters) default)
            ((> index 0) (parameter (cdr parameters) (- index 1) default))
            (else (or (car parameters) default))))

    ;; -> #f when ~^ leaves.
    (define (perform directive supply sink)
      (let* ((parameters (actual-parameters directive supply))
             (colon? (directive-colon? directive))
             (at? (directive-at? directive))
             (nth (lambda (index default) (parameter parameters index default)))
             (number! (lambda () (next-of-kind! supply directive number? "a number"))))
        (define (object! put-object) (put sink (filled (text-of put-object (next! supply directive)) at? parameters)))
        (define (integer! radix parameters)
          (put sink (integer-filled (number!) radix at? colon? parameters)))
        (case (directive-letter directive)
          ((#\a) (object! display) #t)
          ((#\s #\y) (object! write) #t)
          ((#\w) (object! write-shared) #t)
          ((#\d) (integer! 10 parameters) #t)
          ((#\b) (integer! 2 parameters) #t)
          ((#\o) (integer! 8 parameters) #t)
          ((#\x) (integer! 16 parameters) #t)
          ((#\r)
           (if (pair? parameters)
               (begin
                 (unless (and (exact-integer? (car parameters)) (<= 2 (car parameters) 36))
                   (complain supply directive "the radix is not from 2 to 36" (car parameters)))
                 (integer! (car parameters) (cdr parameters)))
               (let ((integer (next-of-kind! supply directive exact-integer? "an exact integer")))
                 (put sink ((cond (at? roman-numeral) (colon? english-ordinal) (else english-cardinal)) integer))))
           #t)
          ((#\f) (put sink (fixed! directive supply parameters at?)) #t)
          ((#\e) (put sink (exponent! (real! directive supply) parameters at?)) #t)
          ((#\g) (put sink (general! (real! directive supply) parameters at?)) #t)
          ((#\$) (put sink (money! (real! directive supply) parameters at?)) #t)
          ((#\c)
           (let ((char (next-of-kind! supply directive char? "a character")))
             (put sink (if at? (text-of write char) (string char))))
           #t)
          ((#\p)
           (when colon? (back! supply directive 1))
           (let ((one? (eqv? (next! supply directive) 1)))
             (put sink (if at? (if one? "y" "ies") (if one? "" "s"))))
           #t)
          ((#\%) (repeat sink (nth 0 1) #\newline) #t)
          ((#\&)
           (when (> (nth 0 1) 0)
             (unless (= 0 (sink-column sink)) (put sink "\n"))
             (repeat sink (- (nth 0 1) 1) #\newline))
           #t)
          ((#\~) (repeat sink (nth 0 1) #\~) #t)
          ((#\_) (repeat sink (nth 0 1) #\space) #t)
          ((#\|) (repeat sink (nth 0 1) #\xc) #t)
          ((#\!) #t)
          ((#\t) (tabulate sink (nth 0 1) (nth 1 1) at?) #t)
          ((#\*) (skip! supply directive (nth 0 #f) colon? at?) #t)
          ((#\? #\k)
           (let ((control (next-of-kind! supply directive string? "a control string")))
             (if at?
                 (run (parse control) supply sink)
                 (let ((arguments (next-of-kind! supply directive list? "a list")))
                   (run (parse control) (make-supply control arguments arguments #f) sink))))
           #t)
          ((#\() (change-case directive supply sink))
          ((#\[) (choose directive supply sink (nth 0 #f)))
          ((#\{) (iterate directive supply sink (nth 0 #f)) #t)
          ((#\^)
           (let ((leave? (case (length parameters)
                           ((0) (null? (supply-rest supply)))
                           ((1) (eqv? (nth 0 0) 0))
                           ((2) (eqv? (nth 0 0) (nth 1 0)))
                           (else (<= (nth 0 0) (nth 1 0) (nth 2 0))))))
             (not leave?)))
          (else (complain supply directive (string-append "unknown directive ~" (string (directive-letter directive))))))))

    ;;; Objects

    (define (text-of put-object object)
      (let ((port (open-output-string)))
        (put-object object port)
        (get-output-string port)))

    ;; parameters: mincol colinc minpad padchar
    (define (filled text before? parameters)
      (if (null? parameters)
          text
          (let* ((width (parameter parameters 0 0))
                 (increment (max 1 (parameter parameters 1 1)))
                 (least (parameter parameters 2 0))
                 (missing (max 0 (- width (string-length text) least)))
                 (fill (make-string (+ least (* increment (quotient (+ missing (- increment 1)) increment)))
                                    (parameter parameters 3 #\space))))
            (if before? (string-append fill text) (string-append text fill)))))

    (define (padded text width char)
      (if (and width (< (string-length text) width))
          (string-append (make-string (- width (string-length text)) char) text)
          text))

    ;;; Numbers

    ;; parameters: mincol padchar commachar interval. What is no exact integer comes as number->string has it.
    (define (integer-filled object radix plus? group? parameters)
      (padded (cond ((exact-integer? object)
                     (integer-text object radix plus? (and group? (parameter parameters 3 3)) (parameter parameters 2 #\,)))
                    ((or (= radix 10) (exact? object)) (number->string object radix))
                    (else (number->string object)))
              (parameter parameters 0 #f)
              (parameter parameters 1 #\space)))

    (define (real! directive supply) (next-of-kind! supply directive real? "a real number"))

    ;; The text with a plus; within the width: leading zero dropped when there is no room; overflow character when it does not fit.
    (define (finish text plus? width overflow pad)
      (let* ((text (if (and plus? (not (memv (string-ref text 0) '(#\- #\+)))) (string-append "+" text) text)))
        (if (and width overflow (> (string-length text) width))
            (make-string width overflow)
            (padded text width (or pad #\space)))))

    ;; ~width,digits,scale,overflow,pad f; strings and complex numbers after SRFI 48
    (define (fixed! directive supply parameters plus?)
      (let ((object (next-of-kind! supply directive (lambda (object) (or (number? object) (string? object))) "a number"))
            (width (parameter parameters 0 #f))
            (digits (parameter parameters 1 #f))
            (scale (parameter parameters 2 0)))
        (cond ((string? object) (padded object width #\space))
              ((not (real? object))
               (let ((imaginary (fixed-text (imag-part object) digits)))
                 (padded (string-append (fixed-text (real-part object) digits)
                                        (if (memv (string-ref imaginary 0) '(#\- #\+)) "" "+") imaginary "i")
                         width #\space)))
              (else
               (finish (fixed-text (if (= scale 0) object (* (exact object) (expt 10 scale))) digits)
                       plus? width (parameter parameters 3 #f) (parameter parameters 4 #f))))))

    (define (exponent! number parameters plus?)
      (finish (exponent-text number (parameter parameters 1 #f) (parameter parameters 2 1) (parameter parameters 6 #\e))
              plus? (parameter parameters 0 #f) (parameter parameters 4 #f) (parameter parameters 5 #f)))

    ;; As ~f when the number is from 0.001 up to 10^7, as ~e elsewhere.
    (define (general! number parameters plus?)
      (if (or (= number 0) (<= 1/1000 (abs number) 9999999))
          (finish (fixed-text (inexact number) (parameter parameters 1 #f))
                  plus? (parameter parameters 0 #f) (parameter parameters 4 #f) (parameter parameters 5 #f))
          (exponent! number parameters plus?)))

    ;; ~digits,before,width,pad$
    (define (money! number parameters plus?)
      (let* ((text (fixed-text number (parameter parameters 0 2)))
             (minus? (char=? (string-ref text 0) #\-))
             (size (if minus? (substring text 1 (string-length text)) text))
             (whole (- (string-length size) (parameter parameters 0 2) 1))
             (zeros (make-string (max 0 (- (parameter parameters 1 1) whole)) #\0)))
        (padded (string-append (cond (minus? "-") (plus? "+") (else "")) zeros size)
                (parameter parameters 2 #f)
                (parameter parameters 3 #\space))))

    ;;; Layout

    (define (repeat sink count char) (put sink (make-string (max 0 count) char)))

    (define (tabulate sink column increment relative?)
      (let ((now (sink-column sink)))
        (define (up-to-multiple from)
          (if (<= increment 0) 0 (modulo (- from) increment)))
        (put sink
             (make-string (cond (relative? (+ column (up-to-multiple (+ now column))))
                                ((< now column) (- column now))
                                ((<= increment 0) 0)
                                (else (- increment (modulo (- now column) increment))))
                          #\space))))

    ;;; Arguments

    (define (back! supply directive count)
      (to! supply directive (- (length (supply-all supply)) (length (supply-rest supply)) count)))

    (define (to! supply directive index)
      (unless (<= 0 index (length (supply-all supply)))
        (complain supply directive "there is no such argument" index))
      (set-supply-rest! supply (list-tail (supply-all supply) index)))

    (define (skip! supply directive count colon? at?)
      (set-supply-jumped?! supply #t)
      (cond (at? (to! supply directive (or count 0)))
            (colon? (back! supply directive (or count 1)))
            (else (back! supply directive (- (or count 1))))))

    ;;; Directives with clauses

    (define (change-case directive supply sink)
      (let* ((inner (make-sink (open-output-string) (sink-column sink)))
             (whole? (run (car (directive-clauses directive)) supply inner))
             (text (get-output-string (sink-port inner))))
        (put sink (cond ((and (directive-colon? directive) (directive-at? directive)) (string-upcase text))
                        ((directive-colon? directive) (capitalized text #t))
                        ((directive-at? directive) (capitalized text #f))
                        (else (string-downcase text))))
        whole?))

    ;; A capital at the beginning of every word, or of the first one only.
    (define (capitalized text every?)
      (let ((inside? #f) (done? #f))
        (string-map (lambda (char)
                      (let ((letter? (or (char-alphabetic? char) (char-numeric? char))))
                        (let ((changed (if (and letter? (not inside?) (not (and done? (not every?)))) (char-upcase char) (char-downcase char))))
                          (when letter? (set! done? #t))
                          (set! inside? letter?)
                          changed)))
                    text)))

    (define (choose directive supply sink index)
      (let ((clauses (directive-clauses directive)))
        (define (complain-unless-number object)
          (unless (exact-integer? object) (complain supply directive "the argument of ~[ is not an exact integer" object))
          object)
        (cond ((directive-colon? directive)
               (unless (= (length clauses) 2) (complain supply directive "~:[ needs two clauses"))
               (run (if (next! supply directive) (cadr clauses) (car clauses)) supply sink))
              ((directive-at? directive)
               (unless (= (length clauses) 1) (complain supply directive "~@[ needs one clause"))
               (let ((rest (supply-rest supply)))
                 (if (next! supply directive)
                     (begin (set-supply-rest! supply rest) (run (car clauses) supply sink))
                     #t)))
              (else
               (let ((index (complain-unless-number (or index (next! supply directive)))))
                 (cond ((< -1 index (length clauses)) (run (list-ref clauses index) supply sink))
                       ((default-clause clauses) => (lambda (clause) (run clause supply sink)))
                       (else #t)))))))

    ;; The last clause, when the separator before it has a colon.
    (define (default-clause clauses)
      (and (pair? (cdr clauses))
           (if (pair? (cddr clauses))
               (default-clause (cdr clauses))
               (let ((separator (list-ref (car clauses) (- (length (car clauses)) 1))))
                 (and (directive-colon? separator) (cadr clauses))))))

    (define (iterate directive supply sink limit)
      (let* ((clause (car (directive-clauses directive)))
             (body (if (null? clause)
                       (parse (next-of-kind! supply directive string? "a control string"))
                       clause))
             (lists? (directive-colon? directive))
             (inner (if (directive-at? directive)
                        supply
                        (let ((elements (next-of-kind! supply directive list? "a list")))
                          (make-supply (supply-control supply) elements elements #f))))
             (once? (directive-colon? (directive-closing directive))))
        (let loop ((count 0))
          (unless (or (and limit (>= count limit))
                      (and (null? (supply-rest inner)) (not (and once? (= count 0)))))
            (when (if lists?
                      (let ((elements (next-of-kind! inner directive list? "a list")))
                        (run body (make-supply (supply-control supply) elements elements #f) sink)
                        #t)
                      (let ((before (supply-rest inner)))
                        (and (run body inner sink)
                             (not (and (pair? before) (eq? before (supply-rest inner)) (not limit)
                                       (complain supply directive "an iteration uses no argument and would not end"))))))
              (loop (+ count 1)))))))))
