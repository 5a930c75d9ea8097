;;; SRFI 42: eager comprehensions. Deviations: none.
;;;
;;; A generator is a macro (generator continuation variable argument ...). Whatever it makes ends in one loop in normal form, which it
;;; hands on by the form (macro datum ... loop) when the continuation is (macro datum ...):
;;;
;;;   (outer loops more? inner again? steps)         stands for
;;;
;;;   (let (outer-binding ...) outer-command ...
;;;     (let loop (loop-binding ...)
;;;       (if more?
;;;           (let (inner-binding ...) inner-command ...
;;;             body
;;;             (if again? (loop step ...))))))
;;;
;;; with outer = (let (outer-binding ...) outer-command ...) and inner likewise. So :parallel joins loops, and :while and :until
;;; change one, whatever generator it came from. First and any end a comprehension by a continuation.
(define-library (srfi 42)
  (export do-ec list-ec append-ec string-ec string-append-ec vector-ec vector-of-length-ec sum-ec product-ec min-ec max-ec
          any?-ec every?-ec first-ec last-ec fold-ec fold3-ec
          : :list :string :vector :integers :range :real-range :char-range :port :dispatched :do :let :parallel :while :until
          :-dispatch-ref :-dispatch-set! make-initial-:-dispatch dispatch-union :generator-proc)
  (import (scheme base) (scheme read))
  (begin
    ;;; Qualifiers

    (define-syntax do-ec
      (syntax-rules (nested if not and or begin)
        ((_ command) (begin command (if #f #f)))
        ((_ (nested qualifier ...) . rest) (do-ec qualifier ... . rest))
        ((_ (if test) . rest) (if test (do-ec . rest)))
        ((_ (not test) . rest) (if (not test) (do-ec . rest)))
        ((_ (and test ...) . rest) (if (and test ...) (do-ec . rest)))
        ((_ (or test ...) . rest) (if (or test ...) (do-ec . rest)))
        ((_ (begin command ...) . rest) (begin command ... (do-ec . rest)))
        ((_ (generator . arguments) . rest) (generator (run-loop rest) . arguments))))

    (define-syntax run-loop
      (syntax-rules (let)
        ((_ rest ((let outer outer-command ...) ((variable initial) ...) more? (let inner inner-command ...) again? (step ...)))
         (let outer
           outer-command ...
           (let loop ((variable initial) ...)
             (if more?
                 (let inner
                   inner-command ...
                   (do-ec . rest)
                   (if again? (loop step ...)))))))))

    ;; (:do continuation (loop-binding ...) more? (step ...)), or with all parts of the normal form.
    (define-syntax :do
      (syntax-rules ()
        ((_ continuation loops more? steps)
         (:do continuation (let ()) loops more? (let ()) #t steps))
        ((_ (macro . data) outer loops more? inner again? steps)
         (hand-on macro data (outer loops more? inner again? steps)))))

    (define-syntax hand-on
      (syntax-rules ()
        ((_ macro (datum ...) loop) (macro datum ... loop))))

    (define-syntax :let
      (syntax-rules (index)
        ((_ continuation variable (index i) expression)
         (:do continuation (let ((variable expression) (i 0))) () #t (let ()) #f ()))
        ((_ continuation variable expression)
         (:do continuation (let ((variable expression))) () #t (let ()) #f ()))))

    ;; Joins the loops of the generators, one after the other.
    (define-syntax :parallel
      (syntax-rules ()
        ((_ continuation) (:do continuation () #t ()))
        ((_ continuation (generator . arguments) . more)
         (generator (join-loops continuation more ((let ()) () #t (let ()) #t ())) . arguments))))

    (define-syntax join-loops
      (syntax-rules (let)
        ((_ continuation more
            ((let (outer ...) outer-command ...) (loop ...) more? (let (inner ...) inner-command ...) again? (step ...))
            ((let (outer* ...) outer-command* ...) (loop* ...) more?* (let (inner* ...) inner-command* ...) again?* (step* ...)))
         (join-rest continuation more
                    ((let (outer ... outer* ...) outer-command ... outer-command* ...)
                     (loop ... loop* ...)
                     (and more? more?*)
                     (let (inner ... inner* ...) inner-command ... inner-command* ...)
                     (and again? again?*)
                     (step ... step* ...))))))

    (define-syntax join-rest
      (syntax-rules ()
        ((_ (macro . data) () loop) (hand-on macro data loop))
        ((_ continuation ((generator . arguments) . more) loop)
         (generator (join-loops continuation more loop) . arguments))))

    ;; (:while (generator . arguments) test): the test sees the inner bindings and comes before the body, so it is made part of
    ;; more?; what the inner bindings give is kept for the body in outer variables.
    (define-syntax :while
      (syntax-rules ()
        ((_ continuation (generator . arguments) test)
         (generator (while-loop continuation test) . arguments))))

    (define-syntax while-loop
      (syntax-rules (let)
        ((_ continuation test (outer loops more? (let inner . inner-commands) again? steps))
         (while-keep continuation test inner () (outer loops more? inner inner-commands again? steps)))))

    ;; kept: list of (variable place)
    (define-syntax while-keep
      (syntax-rules (let)
        ((_ continuation test ((variable expression) . more) (kept ...) loop)
         (while-keep continuation test more (kept ... (variable place)) loop))
        ((_ (macro . data) test () ((variable place) ...)
            ((let (outer ...) . outer-commands) loops more? inner (inner-command ...) again? steps))
         (hand-on macro data
                  ((let (outer ... (place #f) ...) . outer-commands)
                   loops
                   (and more?
                        (let inner
                          inner-command ...
                          (and test (begin (set! place variable) ... #t))))
                   (let ((variable place) ...))
                   again?
                   steps)))))

    (define-syntax :until
      (syntax-rules ()
        ((_ continuation (generator . arguments) test)
         (generator (until-loop continuation test) . arguments))))

    (define-syntax until-loop
      (syntax-rules ()
        ((_ (macro . data) test (outer loops more? inner again? steps))
         (hand-on macro data (outer loops more? inner (and again? (not test)) steps)))))

    ;;; Typed generators. An index counts beside them.

    (define-syntax :integers
      (syntax-rules (index)
        ((_ continuation variable (index i)) (:do continuation ((variable 0) (i 0)) #t ((+ variable 1) (+ i 1))))
        ((_ continuation variable) (:do continuation ((variable 0)) #t ((+ variable 1))))))

    (define-syntax :list
      (syntax-rules (index)
        ((_ continuation variable (index i) . arguments)
         (:parallel continuation (:list variable . arguments) (:integers i)))
        ((_ continuation variable argument)
         (:do continuation (let ()) ((rest argument)) (pair? rest) (let ((variable (car rest)))) #t ((cdr rest))))
        ((_ continuation variable . arguments)
         (:list continuation variable (append . arguments)))))

    (define-syntax :string
      (syntax-rules (index)
        ((_ continuation variable (index i) . arguments)
         (:parallel continuation (:string variable . arguments) (:integers i)))
        ((_ continuation variable argument)
         (:do continuation (let ((string argument))) ((at 0) (end (string-length string))) (< at end)
              (let ((variable (string-ref string at)))) #t ((+ at 1) end)))
        ((_ continuation variable . arguments)
         (:string continuation variable (string-append . arguments)))))

    (define-syntax :vector
      (syntax-rules (index)
        ((_ continuation variable (index i) . arguments)
         (:parallel continuation (:vector variable . arguments) (:integers i)))
        ((_ continuation variable argument)
         (:do continuation (let ((vector argument))) ((at 0) (end (vector-length vector))) (< at end)
              (let ((variable (vector-ref vector at)))) #t ((+ at 1) end)))
        ((_ continuation variable . arguments)
         (:vector continuation variable (vector-append . arguments)))))

    (define-syntax :range
      (syntax-rules (index)
        ((_ continuation variable (index i) . arguments)
         (:parallel continuation (:range variable . arguments) (:integers i)))
        ((_ continuation variable stop) (:range continuation variable 0 stop 1))
        ((_ continuation variable start stop) (:range continuation variable start stop 1))
        ((_ continuation variable start stop 1)
         (:do continuation (let ((end (exact-bound stop)))) ((variable (exact-bound start))) (< variable end) (let ()) #t
              ((+ variable 1))))
        ((_ continuation variable start stop step)
         (:do continuation (let ((end (exact-bound stop)) (by (exact-step step)))) ((variable (exact-bound start)))
              (if (< by 0) (> variable end) (< variable end)) (let ()) #t ((+ variable by))))))

    (define (exact-bound number)
      (if (and (rational? number) (exact? number)) number (error ":range: not an exact rational number" number)))
    (define (exact-step number)
      (if (eqv? number 0) (error ":range: a step of zero") (exact-bound number)))

    ;; The value at each index is computed afresh, so errors of rounding do not add up.
    (define-syntax :real-range
      (syntax-rules (index)
        ((_ continuation variable (index i) . arguments)
         (:parallel continuation (:real-range variable . arguments) (:integers i)))
        ((_ continuation variable stop) (:real-range continuation variable 0 stop 1))
        ((_ continuation variable start stop) (:real-range continuation variable start stop 1))
        ((_ continuation variable start stop step)
         (:do continuation (let ((begins start) (ends stop) (by step)))
              ((at 0) (first (alike begins ends by)) (count (/ (- ends begins) by)))
              (< at count) (let ((variable (+ first (* at by))))) #t ((+ at 1) first count)))))

    ;; Inexact if one of them is.
    (define (alike begins ends by)
      (if (and (exact? begins) (exact? ends) (exact? by)) begins (inexact begins)))

    (define-syntax :char-range
      (syntax-rules (index)
        ((_ continuation variable (index i) least greatest)
         (:parallel continuation (:char-range variable least greatest) (:integers i)))
        ((_ continuation variable least greatest)
         (:do continuation (let ((end (char->integer greatest)))) ((code (char->integer least))) (<= code end)
              (let ((variable (integer->char code)))) #t ((if (= code 55295) 57344 (+ code 1)))))))

    (define-syntax :port
      (syntax-rules (index)
        ((_ continuation variable (index i) . arguments)
         (:parallel continuation (:port variable . arguments) (:integers i)))
        ((_ continuation variable port) (:port continuation variable port read))
        ((_ continuation variable port reader)
         (:do continuation (let ((from port) (next reader))) ((variable (next from))) (not (eof-object? variable)) (let ()) #t
              ((next from))))))

    ;;; Generators chosen by the values of their arguments

    ;; A generator procedure gives the next value at each call, and its argument at the end. A dispatcher makes one of a list
    ;; of arguments, or gives #f.
    (define-syntax :dispatched
      (syntax-rules (index)
        ((_ continuation variable (index i) . arguments)
         (:parallel continuation (:dispatched variable . arguments) (:integers i)))
        ((_ continuation variable dispatcher . arguments)
         (:do continuation (let ((next (dispatch dispatcher (list . arguments))) (empty (list #f)))) ((variable (next empty)))
              (not (eq? variable empty)) (let ()) #t ((next empty))))))

    (define (dispatch dispatcher arguments)
      (let ((next (dispatcher arguments)))
        (if (procedure? next)
            next
            (error "no generator runs through these arguments" (dispatcher '()) arguments))))

    (define-syntax :
      (syntax-rules (index)
        ((_ continuation variable (index i) . arguments)
         (:dispatched continuation variable (index i) current-dispatcher . arguments))
        ((_ continuation variable . arguments)
         (:dispatched continuation variable current-dispatcher . arguments))))

    ;; (:generator-proc (generator argument ...)) -> generator procedure
    (define-syntax :generator-proc
      (syntax-rules ()
        ((_ (generator . arguments))
         (generator (loop-procedure variable) variable . arguments))))

    (define-syntax loop-procedure
      (syntax-rules ()
        ((_ variable (outer loops more? inner again? steps))
         (loop-procedure-steps variable loops () (outer more? inner again? steps)))))

    ;; The loop's variables become variables of the procedure; all steps are evaluated before one of them changes.
    (define-syntax loop-procedure-steps
      (syntax-rules (let)
        ((_ variable ((loop-variable initial) . more) (done ...) parts)
         (loop-procedure-steps variable more (done ... (loop-variable initial next)) parts))
        ((_ variable () ((loop-variable initial next) ...)
            ((let outer outer-command ...) more? (let inner inner-command ...) again? (step ...)))
         (let outer
           outer-command ...
           (let ((loop-variable initial) ... (ended? #f))
             (lambda (empty)
               (if (and (not ended?) more?)
                   (let inner
                     inner-command ...
                     (let ((value variable))
                       (if again?
                           (let ((next step) ...) (set! loop-variable next) ... value)
                           (begin (set! ended? #t) value))))
                   (begin (set! ended? #t) empty))))))))

    ;; (make-initial-:-dispatch) -> dispatcher of lists, strings, vectors, exact integers, reals, two characters, a port
    (define (make-initial-:-dispatch)
      (lambda (arguments)
        (define (all? type?) (every?-ec (:list argument arguments) (type? argument)))
        (define count (length arguments))
        (cond ((null? arguments) 'SRFI-42)
              ((all? list?) (:generator-proc (:list (apply append arguments))))
              ((all? string?) (:generator-proc (:string (apply string-append arguments))))
              ((all? vector?) (:generator-proc (:vector (apply vector-append arguments))))
              ((and (<= count 3) (all? exact-integer?))
               (case count
                 ((1) (:generator-proc (:range (car arguments))))
                 ((2) (:generator-proc (:range (car arguments) (cadr arguments))))
                 (else (:generator-proc (:range (car arguments) (cadr arguments) (list-ref arguments 2))))))
              ((and (<= count 3) (all? real?))
               (case count
                 ((1) (:generator-proc (:real-range (car arguments))))
                 ((2) (:generator-proc (:real-range (car arguments) (cadr arguments))))
                 (else (:generator-proc (:real-range (car arguments) (cadr arguments) (list-ref arguments 2))))))
              ((and (= count 2) (all? char?)) (:generator-proc (:char-range (car arguments) (cadr arguments))))
              ((and (= count 1) (input-port? (car arguments))) (:generator-proc (:port (car arguments))))
              ((and (= count 2) (input-port? (car arguments)) (procedure? (cadr arguments)))
               (:generator-proc (:port (car arguments) (cadr arguments))))
              (else #f))))

    ;; (dispatch-union dispatcher other) -> dispatcher that asks both; an error when both want the arguments
    (define (dispatch-union one other)
      (lambda (arguments)
        (let ((first (one arguments)) (second (other arguments)))
          (cond ((null? arguments)
                 (append (if (list? first) first (list first)) (if (list? second) second (list second))))
                ((and first second) (error "dispatch-union: two generators run through these arguments" arguments))
                (else (or first second))))))

    ;; (:-dispatch-ref) -> dispatcher of the generator `:`; (:-dispatch-set! dispatcher): it is another from now on
    (define the-dispatcher (make-initial-:-dispatch))
    (define (current-dispatcher arguments) (the-dispatcher arguments))
    (define (:-dispatch-ref) the-dispatcher)
    (define (:-dispatch-set! dispatcher)
      (unless (procedure? dispatcher) (error ":-dispatch-set!: not a procedure" dispatcher))
      (set! the-dispatcher dispatcher))

    ;;; Comprehensions

    (define-syntax fold-ec
      (syntax-rules ()
        ((_ seed qualifier ... expression combine)
         (let ((result seed) (procedure combine))
           (do-ec qualifier ... (set! result (procedure expression result)))
           result))))

    (define-syntax fold3-ec
      (syntax-rules ()
        ((_ seed qualifier ... expression first combine)
         (let ((result #f) (empty? #t))
           (do-ec qualifier ...
                  (let ((value expression))
                    (if empty?
                        (begin (set! result (first value)) (set! empty? #f))
                        (set! result (combine value result)))))
           (if empty? seed result)))))

    (define-syntax list-ec
      (syntax-rules () ((_ part ...) (reverse (fold-ec '() part ... cons)))))
    (define-syntax append-ec
      (syntax-rules () ((_ part ...) (apply append (list-ec part ...)))))
    (define-syntax string-ec
      (syntax-rules () ((_ part ...) (list->string (list-ec part ...)))))
    (define-syntax string-append-ec
      (syntax-rules () ((_ part ...) (apply string-append (list-ec part ...)))))
    (define-syntax vector-ec
      (syntax-rules () ((_ part ...) (list->vector (list-ec part ...)))))

    (define-syntax vector-of-length-ec
      (syntax-rules ()
        ((_ length qualifier ... expression)
         (let* ((size length) (vector (make-vector size #f)) (at 0))
           (do-ec qualifier ...
                  (begin
                    (if (= at size) (error "vector-of-length-ec: more values than places" size))
                    (vector-set! vector at expression)
                    (set! at (+ at 1))))
           (if (< at size) (error "vector-of-length-ec: fewer values than places" at size))
           vector))))

    (define-syntax sum-ec
      (syntax-rules () ((_ part ...) (fold-ec 0 part ... +))))
    (define-syntax product-ec
      (syntax-rules () ((_ part ...) (fold-ec 1 part ... *))))
    (define-syntax min-ec
      (syntax-rules () ((_ part ...) (fold3-ec (no-value 'min-ec) part ... values min))))
    (define-syntax max-ec
      (syntax-rules () ((_ part ...) (fold3-ec (no-value 'max-ec) part ... values max))))

    (define (no-value who) (error "there is no value to compare" who))

    (define-syntax last-ec
      (syntax-rules () ((_ default part ...) (fold-ec default part ... (lambda (value result) value)))))
    (define-syntax first-ec
      (syntax-rules ()
        ((_ default qualifier ... expression)
         (call-with-current-continuation
          (lambda (return)
            (do-ec qualifier ... (return expression))
            default)))))

    (define-syntax any?-ec
      (syntax-rules () ((_ qualifier ... test) (first-ec #f qualifier ... (if test) #t))))
    (define-syntax every?-ec
      (syntax-rules () ((_ qualifier ... test) (first-ec #t qualifier ... (not test) #f))))))
